import { isTimeZone, UTC } from '../contract/index.js';
import type { Finding, Maintenance } from '../store/ports/maintenance.js';

/** Warns of stored time zones that the calendar refuses. The server uses UTC in their place. */
export async function unusableZones(maintenance: Pick<Maintenance, 'timeZones'>): Promise<Finding[]> {
  const stored = await maintenance.timeZones();
  return stored
    .filter(({ timeZone }) => !isTimeZone(timeZone))
    .map(({ timeZone, customers, firstCustomerId }) => ({
      severity: 'warning',
      message:
        `${customers} customers, such as ${firstCustomerId}, have the unknown time zone ${JSON.stringify(timeZone)}: ` +
        `their days are cut in ${UTC} until they have an IANA time zone`,
    }));
}
