import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { HttpEnv } from '../context.js';

const UNUSED = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  removePoweredBy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

/** Any page may load the widgets. */
export const widgetHeaders: MiddlewareHandler<HttpEnv> = secureHeaders({
  ...UNUSED,
  crossOriginResourcePolicy: 'cross-origin',
});
