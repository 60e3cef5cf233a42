import { typeid } from 'typeid-js';

/** What this server makes ids for: event, grant, adjustment, subscription, API key; `cmd` for commands that create nothing. */
export type IdPrefix = 'evt' | 'grt' | 'adj' | 'sub' | 'key' | 'cmd' | 'ct';

/** A new id, sortable by the time it was made: `evt_01kams3q5peq6s6ww1a1b2c3d4`. */
export const newId = (prefix: IdPrefix): string => typeid(prefix).toString();
