/** Commands of tofu and terraform that there are not, and what to do instead. */
export const instead: Readonly<Record<string, string>> = {
  init: "No initialization is needed: modules are read in place, and providers are part of the engine. Run plan.",
  get: "Modules are read in place; nothing has to be fetched. Run plan.",
  "force-unlock":
    "The lock of a local state ends with the process that holds it, so there is nothing to unlock. `.terraform.tfstate.lock.info` beside the state says who holds it. A workspace of scalr.io: scalr-sandbox unlock <workspace>",
  providers:
    "The providers come with the engine: scalr, null, random, time, local and terraform. Others need --engine tofu.",
  test: "The embedded engine does not run .tftest.hcl files. Use: tofu test. Tests of stacks in JavaScript: scalr-sandbox/testing.",
  login: "A login is not needed. For the variables of a sandbox: scalr-sandbox env",
  logout: "A logout is not needed. For the variables of a sandbox: scalr-sandbox env",
  metadata: "Functions are listed in the documentation of OpenTofu. Use: tofu metadata functions -json",
  "state pull": "The state is a local file: read it where apply wrote it.",
  "state push": "The state is a local file: copy it to where apply reads it, or name it with --state.",
  "state replace-provider":
    "The engine takes addresses of both registries for the same provider. For others use: tofu state replace-provider",
};
