// What is known of scalr.io beyond its description, as a table: a test walks it against a sandbox, `npm run probe` against
// any host, and docs/reference/fidelity.md shows it.
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import commands from "./facts/commands.mjs";
import errors from "./facts/errors.mjs";
import filters from "./facts/filters.mjs";
import links from "./facts/links.mjs";
import runs from "./facts/runs.mjs";
import states from "./facts/states.mjs";
import values from "./facts/values.mjs";

/**
 * @typedef {object} Try
 * @property {string} what The request, or what is looked at.
 * @property {unknown} expected JSON that `see` gives where the fact holds.
 * @property {(scene: object) => Promise<unknown>} see Sends requests and returns what is seen.
 * @property {string} [harm] Why it is tried with a sandbox alone.
 *
 * @typedef {object} Fact
 * @property {string} id
 * @property {string} fact
 * @property {string} source The client that it was learnt from, with its version.
 * @property {string} date When it was learnt.
 * @property {string} [harm] Why no try of it is made with any host but a sandbox.
 * @property {string} [local] Why it takes a sandbox that the caller runs itself.
 * @property {Try[]} tries
 */

const DATE = "2026-11-28";
const numberOf = ({ id }) => Number(id.slice(1));

/** @type {Fact[]} */
export const FACTS = [...errors, ...filters, ...links, ...runs, ...values, ...commands, ...states]
  .map((fact) => ({ date: DATE, ...fact }))
  .sort((a, b) => numberOf(a) - numberOf(b));

/**
 * Tries one thing. `isSandbox`: nobody is harmed by whatever happens.
 * @returns {Promise<{ result: "agrees" | "differs" | "failed" | "skipped", seen?: unknown, why?: string }>}
 */
export async function attempt(fact, each, scene, isSandbox) {
  if (fact.local !== undefined && scene.local === undefined) return { result: "skipped", why: fact.local };
  const harm = each.harm ?? fact.harm;
  if (harm !== undefined && !isSandbox) return { result: "skipped", why: harm };
  try {
    scene.parse = parse;
    const seen = (await each.see(scene)) ?? null;
    return { result: isDeepStrictEqual(seen, each.expected) ? "agrees" : "differs", seen };
  } catch (error) {
    return { result: "failed", why: error.message };
  }
}
