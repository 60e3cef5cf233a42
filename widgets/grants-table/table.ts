/** How grants look and read, fetched when there are some: the element itself stays small. */
export { grantsTableStyles as styles } from './grants-table.styles.js';
export { moreTemplate, noticeTemplate, toolsTemplate } from './tools-template.js';
export { tableTemplate } from './table-template.js';
export { viewOf } from './view.js';
