/** Small archives built in memory, for tests of reading. */
import { crc32, deflateRawSync } from 'node:zlib'
import { pack } from 'tar-stream'

export type SampleMember = {
  readonly name: string
  readonly text: string
  readonly stored?: boolean
  readonly statedBytes?: number
}

export function zipSample(members: readonly SampleMember[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const name = Buffer.from(member.name)
    const content = Buffer.from(member.text)
    const packed = member.stored === true ? content : deflateRawSync(content)
    const fields = Buffer.alloc(26) // version to length of the extra field, shared by both headers
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x800, 2)
    fields.writeUInt16LE(member.stored === true ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(member.statedBytes ?? content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), fields, name, packed)
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), fields, tail, name)
    offset += 30 + name.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, listed, end])
}

export async function tarSample(members: readonly SampleMember[]): Promise<Buffer> {
  const packing = pack()
  for (const member of members) packing.entry({ name: member.name }, member.text)
  packing.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of packing) chunks.push(chunk as Uint8Array) // bytes were put in
  return Buffer.concat(chunks)
}

/** In pieces of `size` bytes, so that everything is cut somewhere. */
export async function* bytesOf(content: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}
