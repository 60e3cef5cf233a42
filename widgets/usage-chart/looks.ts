/** How usage looks and reads, fetched when there is some: the element itself stays small. */
export { controlsTemplate } from './controls-template.js';
export { download, fileNameOf } from './download.js';
export { begunBuckets, figuresOf } from './figures.js';
export { legendTemplate } from './legend-template.js';
export { paletteTemplate } from './palette.js';
export { pictureOf } from './picture.js';
export { placeTooltip, plotTemplate, stepOf } from './plot-template.js';
export { select } from './bucket.js';
export { buttonsTemplate, sumTemplate } from './sum-template.js';
export { tableTemplate } from './table-template.js';
export { usageChartStyles as styles } from './usage-chart.styles.js';
export { viewOf } from './view.js';
