import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import { millionths } from '../kit/format/decimal.js';
import { valuesOf } from '../balance/values.js';
import type { Context } from '../kit/element/credits-element.js';
import { CLOCK, icon, phrase, STOP, WARNING } from '../kit/templates/basics.js';
import { choose, formatBalance } from '../kit/format/amount.js';
import { SOON_MS } from '../grants-table/grant.js';
import { endTemplate } from './outlook-template.js';

const ICONS = { low: WARNING, depleted: STOP, overdrawn: STOP, expiring: CLOCK };

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
          ? phrase(choose(words.expiring, nextExpiry.amount, locale, 'floor'), {
              name: pool.name,
              amount: formatBalance(nextExpiry.amount, numberLocale),
              when: endTemplate(nextExpiry.at, context),
            })
          : phrase(choose(words[kind], pool.balance, locale, 'floor'), valuesOf(pool, context));
      return html`<li class="row alert ${kind}" part="alert">${icon(ICONS[kind])}${sentence}</li>`;
    })}
  </ul>`;
}

export type Alert = { readonly kind: 'low' | 'depleted' | 'overdrawn' | 'expiring'; readonly pool: Balance };

/** Pools whose alerts are omitted, because another section shows the same. */
export type SaidElsewhere = {
  /** The only pool, if the balance is shown: its status says the same. */
  readonly balanceOf: Balance | null;
  /** The pool whose grants are shown: their notice names the credits that expire soon. */
  readonly grantsOf: Balance | null;
};

/** Sorted by severity. */
function alertsOf(pools: readonly Balance[], { balanceOf, grantsOf }: SaidElsewhere, nowMs: number): readonly Alert[] {
  const kinds = ['overdrawn', 'depleted', 'low'] as const;
  const byState = kinds.flatMap((kind) =>
    pools.filter((pool) => pool.state === kind && pool !== balanceOf).map((pool) => ({ kind, pool })),
  );
  const isSoon = ({ nextExpiry }: Balance) =>
    nextExpiry && millionths(nextExpiry.amount) > 0n && Date.parse(nextExpiry.at) - nowMs <= SOON_MS;
  const expiring = pools.filter((pool) => pool !== grantsOf && isSoon(pool));
  return [...byState, ...expiring.map((pool) => ({ kind: 'expiring' as const, pool }))];
}
