import type { Customer as CustomerView } from '../../contract/index.js';
import type { Customer } from '../../store/ports/customers.js';
import { instant, instantOrNull } from '../shared/scalars.js';

export const customerView = ({
  createdAtMs,
  updatedAtMs,
  erasedAtMs,
  tokensNotBeforeMs,
  metadata,
  ...customer
}: Customer): CustomerView => ({
  ...customer,
  metadata: { ...metadata },
  createdAt: instant(createdAtMs),
  updatedAt: instant(updatedAtMs),
  erasedAt: instantOrNull(erasedAtMs),
  tokensNotBefore: instantOrNull(tokensNotBeforeMs),
});
