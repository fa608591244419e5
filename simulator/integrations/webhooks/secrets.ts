import type { WebhookHeader } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { ANSWER_KEPT, HEADER_KEPT, HEADERS_KEPT } from "./limit-rules.js";

/** The texts to mask in a webhook's stored calls: its key, and the values of its sensitive headers. */
export const secretsOf = ({ secretKey, headers }: DataObject): readonly string[] =>
  [secretKey, ...((headers ?? []) as WebhookHeader[]).map(({ sensitive, value }) => (sensitive ? value : ""))]
    .filter((secret): secret is string => typeof secret === "string" && secret !== "")
    .sort((a, b) => b.length - a.length);

/** The text with every secret replaced by `***`. */
const masked = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);

/** The body of an answer, masked and truncated. */
export const keptText = (text: string, secrets: readonly string[]): string =>
  masked(text, secrets).slice(0, ANSWER_KEPT);

/** Headers, masked and truncated. */
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
