/**
 * The first segments of the console's addresses. The server answers all below them with the console, which is why they
 * stand here and not in the web app alone.
 */
export const CONSOLE_PAGES = [
  "pools",
  "runs",
  "environments",
  "workspaces",
  "integrations",
  "webhooks",
  "what-if",
  "capacity",
  "access",
  "sandbox",
  "authorize",
] as const;
