import '../balance/define.js';
import '../grants-table/define.js';
import { define } from '../kit/element/define.js';
import '../usage-chart/define.js';
import { CreditsUtilizationPortalElement } from './credits-utilization-portal-element.js';

define('credits-utilization-portal', CreditsUtilizationPortalElement);
