/** Looks for secrets that a test has planted, in everything that somebody may look at. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

/** Every file below a folder. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

/** Fails with where a secret shows, and what is around it. `seen`: texts by where they show. */
export function expectHidden(seen: Readonly<Record<string, string>>, ...secrets: readonly string[]): void {
  for (const [where, text] of Object.entries(seen))
    for (const secret of secrets) {
      const at = text.indexOf(secret);
      expect(at < 0 ? "" : `${where}: ${text.slice(Math.max(0, at - 200), at + 80)}`).toBe("");
    }
}

/** The files below a folder that hold a secret: there are some, and each is for its owner alone. */
export function expectForOwnerAlone(
  folder: string,
  secret: string,
  textOf: (file: string) => string = (file) => readFileSync(file, "latin1"),
): readonly string[] {
  const holding = filesIn(folder).filter((file) => textOf(file).includes(secret));
  expect(holding.length).toBeGreaterThan(0);
  for (const file of holding) expect(statSync(file).mode & 0o077, file).toBe(0);
  return holding;
}

/** What a new subscriber to the events of a sandbox is told of everything that there is. */
export async function everythingTold({
  url,
  token,
}: {
  readonly url: string;
  readonly token: string;
}): Promise<string> {
  const abort = new AbortController();
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/sandbox/v1/events`, { headers, signal: abort.signal });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("event: live")) break;
  }
  abort.abort();
  return text;
}
