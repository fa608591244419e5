const PATIENCE = 30_000;
const ANSWER_LIMIT = 16 * 1024;

/** Posts JSON by the way that the agent's environment names (http_proxy and similar); redirects are not followed. */
export async function httpPost(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object,
  signal: AbortSignal,
): Promise<number> {
  // Only an agent of a VCS pool posts: the others need not read it.
  const { EnvHttpProxyAgent, request } = await import("undici");
  const dispatcher = new EnvHttpProxyAgent({ proxyTunnel: false });
  try {
    const answer = await request(url, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json", "User-Agent": "scalr-sandbox" },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      dispatcher,
    });
    await answer.body.dump({ limit: ANSWER_LIMIT });
    return answer.statusCode;
  } finally {
    await dispatcher.destroy();
  }
}
