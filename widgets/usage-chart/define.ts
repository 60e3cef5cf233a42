import { define } from '../kit/element/define.js';
import { CreditsUsageChartElement } from './credits-usage-chart-element.js';

define('credits-usage-chart', CreditsUsageChartElement);
