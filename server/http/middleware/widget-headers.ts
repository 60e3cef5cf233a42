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

/** The security headers of the widgets, which any page may load. */
export const widgetHeaders: MiddlewareHandler<HttpEnv> = secureHeaders({
  ...UNUSED,
  crossOriginResourcePolicy: 'cross-origin',
});
