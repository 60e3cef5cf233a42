import { prepareSelect } from '../driver/select.js';
import { grants } from '../schema.js';

const SAME_ACCOUNT =
  't.customer_id = w.customer_id AND t.credit_type_id = w.credit_type_id AND t.resource_id = w.resource_id';

/** The states of grants that time can still change. */
const LIVE = "t.state IN ('scheduled', 'open', 'depleted')";

const ACCOUNTS = 'unnest($1::text[], $2::text[], $3::text[]) AS w (customer_id, credit_type_id, resource_id)';

export const openInBurnOrder = prepareSelect(
  grants,
  (columns) => `SELECT ${columns}
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS w (customer_id, credit_type_id, resource_id, most)
    CROSS JOIN LATERAL (
      SELECT * FROM grants AS t WHERE ${SAME_ACCOUNT} AND t.state = 'open'
      ORDER BY priority, burn_expires_ms, burn_category, effective_at_ms, created_at_ms, id LIMIT w.most
    ) AS t`,
);

export const scheduledSoonest = prepareSelect(
  grants,
  (columns) => `SELECT ${columns} FROM grants AS t
    WHERE t.customer_id = $1 AND t.credit_type_id = $2 AND t.resource_id = $3
      AND t.state = 'scheduled' AND t.due_at_ms IS NOT NULL
    ORDER BY t.due_at_ms, t.id LIMIT $4`,
);

export const dueBy = prepareSelect(
  grants,
  (columns) =>
    `SELECT ${columns} FROM ${ACCOUNTS} JOIN grants AS t ON ${SAME_ACCOUNT} AND ${LIVE} AND t.due_at_ms <= $4`,
);

export const dueNextAfter = prepareSelect(
  grants,
  (columns) => `SELECT ${columns} FROM ${ACCOUNTS}
    CROSS JOIN LATERAL (SELECT * FROM grants AS t WHERE ${SAME_ACCOUNT} AND ${LIVE} AND t.due_at_ms > $4
      ORDER BY t.due_at_ms LIMIT 1) AS t`,
);

export const named = prepareSelect(
  grants,
  (columns) => `SELECT ${columns} FROM unnest($1::text[], $2::text[]) AS w (customer_id, id)
    JOIN grants AS t ON t.customer_id = w.customer_id AND t.id = w.id`,
);

export const live = prepareSelect(
  grants,
  (columns) => `SELECT ${columns} FROM ${ACCOUNTS} JOIN grants AS t ON ${SAME_ACCOUNT} AND ${LIVE}`,
);

export const soonest = prepareSelect(
  grants,
  (columns) => `SELECT ${columns} FROM ${ACCOUNTS}
    CROSS JOIN (VALUES ('open'), ('scheduled')) AS s (state)
    JOIN grants AS t ON ${SAME_ACCOUNT} AND t.state = s.state AND t.due_at_ms = (
      SELECT min(g.due_at_ms) FROM grants AS g WHERE g.customer_id = w.customer_id
      AND g.credit_type_id = w.credit_type_id AND g.resource_id = w.resource_id
      AND g.state = s.state AND g.due_at_ms IS NOT NULL)`,
);
