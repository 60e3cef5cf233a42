import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Network filesystems by their Linux number. Two hosts would not see each other's locks and shared memory. */
const ELSEWHERE = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x47504653, 'GPFS'],
]);

const networkFilesystem = (type: number): string | null => ELSEWHERE.get(type >>> 0) ?? null;

/** @throws Error if the file is on a network filesystem, where WAL is not safe */
export function requireLocal(path: string, typeOf = (folder: string) => statfsSync(folder).type): void {
  const found = networkFilesystem(typeOf(dirname(path)));
  if (found === null) return;
  throw new Error(`${path} is on ${found}: SQLite needs a local disk, because its log is shared through memory`);
}
