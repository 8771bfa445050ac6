/**
 * Columns of lists that people keep: biomedical inventories (GMAO), exports of device-watching tools, lists of DICOM stations, plain
 * tables. Names are compared without case, accents, digits and signs, in English and French; the order is free.
 */
export const fields = [
  'product',
  'model',
  'version',
  'vendor',
  'asset',
  'site',
  'unit',
  'room',
  'cpe',
  'purl',
  'serial',
  'inventory',
  'udi',
  'mac',
  'ip',
  'aeTitle',
  'os',
  'state',
  'criticality',
  'neverScan',
] as const
export type Field = (typeof fields)[number]

const NAMES: Readonly<Record<Field, string>> = {
  product: 'product produit software logiciel name nom designation libelle devicename description',
  model: 'model modele modeletype typemodele modelname reference referenceconstructeur',
  version:
    'version release firmware versionlogiciel versionlogicielle softwareversion swversion appversion firmwareversion softwarerevision',
  vendor: 'vendor maker manufacturer editeur fabricant constructeur fournisseur marque marquefabricant brand mfg',
  asset: 'asset host hostname machine equipement device appareil poste serveur deviceid station stationname',
  site: 'site location lieu etablissement hopital hospital facility',
  unit: 'unit uf unitefonctionnelle service ufservice serviceutilisateur department ward',
  room: 'room salle local batimentetagesalle piece',
  cpe: 'cpe',
  purl: 'purl',
  serial: 'serial serialnumber numerodeserie nserie noserie sn deviceserial serie',
  inventory:
    'inventory inventorynumber ninventaire noinventaire numeroinventaire numerodinventaire assettag inventaire codeinventaire',
  udi: 'udi udidi iud iududi iududidi iuddi',
  mac: 'mac macaddress adressemac',
  ip: 'ip ipaddress adresseip hostip',
  aeTitle: 'ae aet aetitle titreae',
  os: 'os operatingsystem systeme systemedexploitation osversion',
  state: 'state status statut etat',
  criticality: 'criticality criticite risk risque',
  neverScan: 'neverscan nepasscanner nejamaisscanner',
}

const FIELD_OF: ReadonlyMap<string, Field> = new Map(
  fields.flatMap((field) => NAMES[field].split(' ').map((name): [string, Field] => [name, field])),
)

/** Undefined for a column that tells nothing we keep. */
export function fieldOf(name: string): Field | undefined {
  return FIELD_OF.get(
    name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase(),
  )
}

/** What only lists of physical devices hold. */
export const deviceFields: ReadonlySet<Field> = new Set(['model', 'inventory', 'udi', 'aeTitle', 'unit', 'neverScan'])
