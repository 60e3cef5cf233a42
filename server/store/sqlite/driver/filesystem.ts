import { closeSync, mkdirSync, openSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

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

/** The driver ignores spaces and line breaks around a path, so they are removed before anything else reads it. */
export const absolutePath = (path: string): string => resolve(path.trim());

const OWNER_ONLY = { file: 0o600, folder: 0o700 };

/**
 * Creates the file and its folders if they are missing, for this user only. SQLite gives its log and its shared memory
 * the mode of the file.
 *
 * @returns the real path, which is the same for every spelling and symbolic link
 * @throws Error if the file cannot be written, has a second name, or is on a network filesystem
 */
export function ownFile(path: string): string {
  const asked = absolutePath(path);
  mkdirSync(dirname(asked), { recursive: true, mode: OWNER_ONLY.folder });
  requireLocal(asked);
  createFile(asked);
  const file = realpathSync.native(asked);
  requireLocal(file);
  requireOneName(file);
  return file;
}

/** @throws Error with the path and the reason, also if the file exists and cannot be written */
export function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', OWNER_ONLY.file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} cannot be written by this user: ${reason}`, { cause: error });
  }
}

/** SQLite finds the log of a file by its name. Servers that open it by two hard links would overwrite each other. */
function requireOneName(file: string): void {
  const names = statSync(file).nlink;
  if (names <= 1) return;
  throw new Error(
    `${file} has ${names} names (hard links), and only one may be used: remove the others, or use a copy`,
  );
}

/** Files of the database that other users of the machine can read, or whose folder they can write. A sentence for each. */
export function openFiles(path: string): readonly string[] {
  // Windows has other rights, and Node reports none of them.
  if (process.platform === 'win32') return [];
  const modeOf = (file: string) => (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
  const files = ['', '-wal', '-shm', '-lock'].map((suffix) => `${path}${suffix}`);
  const folder = dirname(path);
  return [
    ...files
      .filter((file) => (modeOf(file) & 0o077) !== 0)
      .map((file) => `${file} is open to other users (mode ${modeOf(file).toString(8)}): chmod 600 ${file}`),
    ...((modeOf(folder) & 0o022) === 0
      ? []
      : [`other users can replace files in ${folder} (mode ${modeOf(folder).toString(8)}): chmod 700 ${folder}`]),
  ];
}
