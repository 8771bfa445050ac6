/**
 * Groups of Java archives that are found everywhere and often attacked, by the artifact's name. A file name states artifact and
 * version but no group; for these names there is one group that anybody publishes under, so the name is enough. All others
 * stay unknown. Source: Maven Central coordinates.
 */
const GROUPS: readonly (readonly [group: string, artifacts: string])[] = [
  ['org.apache.logging.log4j', 'log4j-core log4j-api log4j-web log4j-slf4j-impl log4j-jcl log4j-1.2-api'],
  ['log4j', 'log4j'],
  ['ch.qos.logback', 'logback-core logback-classic logback-access'],
  [
    'org.springframework',
    'spring-core spring-beans spring-web spring-webmvc spring-webflux spring-context spring-expression spring-aop spring-jdbc spring-messaging',
  ],
  ['org.springframework.boot', 'spring-boot spring-boot-autoconfigure spring-boot-actuator'],
  ['org.springframework.security', 'spring-security-core spring-security-web spring-security-config spring-security-crypto'],
  ['com.fasterxml.jackson.core', 'jackson-databind jackson-core jackson-annotations'],
  ['com.fasterxml.jackson.dataformat', 'jackson-dataformat-xml jackson-dataformat-yaml jackson-dataformat-cbor'],
  ['org.codehaus.jackson', 'jackson-mapper-asl jackson-core-asl'],
  ['org.apache.struts', 'struts2-core struts-core'],
  ['commons-collections', 'commons-collections'],
  ['org.apache.commons', 'commons-collections4 commons-text commons-compress commons-configuration2 commons-lang3'],
  ['commons-fileupload', 'commons-fileupload'],
  ['commons-io', 'commons-io'],
  ['commons-beanutils', 'commons-beanutils'],
  ['commons-codec', 'commons-codec'],
  ['commons-httpclient', 'commons-httpclient'],
  ['org.apache.httpcomponents', 'httpclient httpcore'],
  ['org.yaml', 'snakeyaml'],
  ['com.thoughtworks.xstream', 'xstream'],
  ['com.google.guava', 'guava'],
  ['com.google.code.gson', 'gson'],
  ['com.google.protobuf', 'protobuf-java'],
  ['com.alibaba', 'fastjson'],
  ['org.apache.shiro', 'shiro-core shiro-web'],
  ['org.apache.velocity', 'velocity velocity-engine-core'],
  ['org.freemarker', 'freemarker'],
  ['org.hibernate', 'hibernate-core hibernate-validator'],
  ['org.bouncycastle', 'bcprov-jdk15on bcprov-jdk18on bcpkix-jdk15on bcpkix-jdk18on bcprov-jdk16'],
  ['io.netty', 'netty-all netty-handler netty-codec-http netty-codec-http2 netty-common netty-buffer'],
  ['org.eclipse.jetty', 'jetty-server jetty-http jetty-io jetty-util jetty-servlet jetty-servlets'],
  ['org.apache.tomcat.embed', 'tomcat-embed-core tomcat-embed-el tomcat-embed-websocket'],
  ['org.apache.activemq', 'activemq-client activemq-broker activemq-openwire-legacy'],
  ['org.apache.tika', 'tika-core tika-parsers'],
  ['org.apache.pdfbox', 'pdfbox'],
  ['org.apache.poi', 'poi poi-ooxml'],
  ['org.apache.xmlgraphics', 'batik-all fop'],
  ['org.apache.santuario', 'xmlsec'],
  ['com.h2database', 'h2'],
  ['org.postgresql', 'postgresql'],
  ['com.mysql', 'mysql-connector-j'],
  ['mysql', 'mysql-connector-java'],
  ['ca.uhn.hapi', 'hapi-base'],
  ['ca.uhn.hapi.fhir', 'hapi-fhir-base hapi-fhir-server org.hl7.fhir.utilities org.hl7.fhir.validation org.hl7.fhir.r4'],
  ['org.dcm4che', 'dcm4che-core dcm4che-net'],
]

const BY_ARTIFACT: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap(([group, artifacts]) => artifacts.split(' ').map((artifact) => [artifact, group] as const)),
)

/** `…/log4j-core-2.14.1.jar` → its coordinates; undefined when the name states no version or its group is not certain. */
export function coordinatesOf(file: string): { readonly name: string; readonly version: string } | undefined {
  const match = /([A-Za-z][A-Za-z0-9_.-]*?)-(\d[0-9A-Za-z._-]*)\.jar$/.exec(file.slice(file.lastIndexOf('/') + 1))
  const group = BY_ARTIFACT.get(match?.[1] ?? '')
  return match === null || group === undefined ? undefined : { name: `${group}:${match[1] ?? ''}`, version: match[2] ?? '' }
}
