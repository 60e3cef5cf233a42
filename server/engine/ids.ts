import { typeid } from 'typeid-js';

/** `cmd` is for commands that create nothing. */
export type IdPrefix = 'evt' | 'grt' | 'adj' | 'sub' | 'key' | 'cmd' | 'ct';

/** Makes an id that sorts by creation time, such as `evt_01kams3q5peq6s6ww1a1b2c3d4`. */
export const newId = (prefix: IdPrefix): string => typeid(prefix).toString();
