/**
 * The headers that every page and answer carries. The console needs nothing from anywhere else: no inline script, no
 * foreign host, no framing but by our own playground. What leaves the API is never kept by a browser or a proxy.
 */

export interface HeaderOptions {
  /** Reached by https: browsers are told to insist on it. */
  secure: boolean;
  /** The playground shows the console in a frame of the same origin. */
  framedByUs: boolean;
}

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  // The component library writes style elements at run time; styles cannot run code here, since nothing else may load.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "form-action 'self'",
];

/** For a customer's file: whatever it is, it can do nothing. */
export const FILE_CSP = "default-src 'none'; sandbox; frame-ancestors 'self'";

/** Names and values, the same for each answer. */
export function securityHeaders({ secure, framedByUs }: HeaderOptions): Record<string, string> {
  return {
    'Content-Security-Policy': [...CSP, `frame-ancestors ${framedByUs ? "'self'" : "'none'"}`].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': framedByUs ? 'SAMEORIGIN' : 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'X-Robots-Tag': 'noindex, nofollow',
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
