// Teaches Node to import .ts files, in this process and in the worker threads it starts. Vitest transforms what it
// imports itself, but the SQLite store starts its writer thread from a .ts file, and tsx's own `--import tsx` does not
// reach worker threads on Node 20.
import { register } from 'tsx/esm/api';

register();
