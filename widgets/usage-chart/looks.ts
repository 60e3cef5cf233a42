/** How usage looks and reads, fetched when there is some: the element itself stays small. */
export { controlsTemplate } from './controls/controls-template.js';
export { buttonsTemplate, download, fileNameOf } from './table/download.js';
export { begunBuckets, figuresOf } from './figures/figures.js';
export { legendTemplate, sumTemplate } from './table/legend-template.js';
export { paletteTemplate } from './plot/palette.js';
export { pictureOf } from './plot/picture.js';
export { placeTooltip, plotTemplate, select, stepOf } from './plot/plot-template.js';
export { tableTemplate } from './table/table-template.js';
export { usageChartStyles as styles } from './usage-chart.styles.js';
export { viewOf } from './figures/view.js';
