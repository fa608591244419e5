import { OPA, OPENTOFU, TERRAFORM } from "../support/programs.js";

/** Says which real programs are missing before their tests are left out. In CI that is an error: nothing would have been compared. */
export default function setup(): void {
  const missing = [OPENTOFU, TERRAFORM, OPA].filter(({ path }) => path === null);
  if (missing.length === 0) return;
  const text = missing
    .map(({ title, name }) => `${title} is not built. Try: node scripts/interop-tools.mjs ${name}`)
    .join("\n");
  if (process.env.CI) throw new Error(text);
  console.warn(`${text}\nThe tests with what is missing are skipped.`);
}
