import type { WebhookHeader } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { ANSWER_KEPT, HEADER_KEPT, HEADERS_KEPT } from "./limit-rules.js";

/** What must not show in what is kept of a webhook's calls: its key, and the values of its sensitive headers. */
export const secretsOf = ({ secretKey, headers }: DataObject): readonly string[] =>
  [secretKey, ...((headers ?? []) as WebhookHeader[]).map(({ sensitive, value }) => (sensitive ? value : ""))]
    .filter((secret): secret is string => typeof secret === "string" && secret !== "")
    .sort((a, b) => b.length - a.length);

/** The text with `***` where secrets stand in it. */
export const masked = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);

/** An answer's text as it is kept. */
export const keptText = (text: string, secrets: readonly string[]): string =>
  masked(text, secrets).slice(0, ANSWER_KEPT);

/** Headers as they are kept. */
export function keptHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  secrets: readonly string[],
): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries
      .slice(0, HEADERS_KEPT)
      .map(([name, value]) => [
        masked(name, secrets).slice(0, HEADER_KEPT),
        masked([value].flat().join(", "), secrets).slice(0, HEADER_KEPT),
      ]),
  );
}
