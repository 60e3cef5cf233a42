/** Registers `<credits-grants-table>`. */
import '../grants-table/define.js';

export { CreditsGrantsTableElement } from '../grants-table/credits-grants-table-element.js';
export type * from '../kit/events/index.js';
