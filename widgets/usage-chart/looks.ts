/** Fetched when there is usage, to keep the element itself small. */
import { css } from 'lit';
import { colorStyles } from './styles/colors.js';
import { layoutStyles } from './styles/layout.js';
import { legendStyles } from './styles/legend.js';
import { plotStyles } from './styles/plot.js';
import { tableStyles } from './styles/table.js';

export { controlsTemplate } from './controls/controls-template.js';
export { buttonsTemplate, download, fileNameOf } from './table/download.js';
export { begunBuckets, figuresOf } from './figures/figures.js';
export { legendTemplate, sumTemplate } from './table/legend-template.js';
export { paletteTemplate } from './plot/palette.js';
export { pictureOf } from './plot/picture.js';
export { placeTooltip, plotTemplate, select, stepOf } from './plot/plot-template.js';
export { tableTemplate } from './table/table-template.js';
export { viewOf } from './figures/view.js';

export const styles = css`
  ${colorStyles}${layoutStyles}${plotStyles}${legendStyles}${tableStyles}
`;
