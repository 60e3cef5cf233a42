import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import { millionths } from '../kit/format/decimal.js';
import { valuesOf } from '../balance/values.js';
import type { Context } from '../kit/element/credits-element.js';
import { CLOCK, icon, phrase, STOP, WARNING } from '../kit/templates/basics.js';
import { choose, formatAmount } from '../kit/format/amount.js';
import { endTemplate } from './outlook-template.js';

const ICONS = { low: WARNING, depleted: STOP, overdrawn: STOP, expiring: CLOCK };

/** What needs attention, each with its own shape; nothing where all is well. */
export function alertsTemplate(
  pools: readonly Balance[],
  elsewhere: SaidElsewhere,
  context: Context,
): TemplateResult | typeof nothing {
  const { strings, locale, numberLocale, nowMs } = context;
  const words = strings.portal;
  const alerts = alertsOf(pools, elsewhere, nowMs);
  if (!alerts.length) return nothing;
  return html`<ul class="alerts" aria-label=${words.alerts}>
    ${alerts.map(({ kind, pool }) => {
      const { nextExpiry } = pool;
      const sentence =
        kind === 'expiring' && nextExpiry
          ? phrase(choose(words.expiring, nextExpiry.amount, locale), {
              name: pool.name,
              amount: formatAmount(nextExpiry.amount, numberLocale),
              when: endTemplate(nextExpiry.at, context),
            })
          : phrase(choose(words[kind], pool.balance, locale), valuesOf(pool, context));
      return html`<li class="row alert ${kind}" part="alert">${icon(ICONS[kind])}${sentence}</li>`;
    })}
  </ul>`;
}

const SOON_MS = 7 * 86_400_000;

/** What a customer should know of a pool before all else. */
export type Alert = { readonly kind: 'low' | 'depleted' | 'overdrawn' | 'expiring'; readonly pool: Balance };

/** The pools of which other parts of the screen say the same, where something can be done about it. */
export type SaidElsewhere = {
  /** The only one whose balance is on the screen: it says how that stands. */
  readonly balanceOf: Balance | null;
  /** The one whose grants are: they say what expires soon. */
  readonly grantsOf: Balance | null;
};

/** By weight: what is used up, what is low, what ends within a week; but for what is said elsewhere. */
function alertsOf(pools: readonly Balance[], { balanceOf, grantsOf }: SaidElsewhere, nowMs: number): readonly Alert[] {
  const kinds = ['overdrawn', 'depleted', 'low'] as const;
  const byState = kinds.flatMap((kind) =>
    pools.filter((pool) => pool.state === kind && pool !== balanceOf).map((pool) => ({ kind, pool })),
  );
  const isSoon = ({ nextExpiry }: Balance) =>
    nextExpiry && millionths(nextExpiry.amount) > 0n && Date.parse(nextExpiry.at) - nowMs < SOON_MS;
  const expiring = pools.filter((pool) => pool !== grantsOf && isSoon(pool));
  return [...byState, ...expiring.map((pool) => ({ kind: 'expiring' as const, pool }))];
}
