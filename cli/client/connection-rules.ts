import type { ExitName } from "../shell/exit-codes.js";

/** The facts that a command finds when it looks for a sandbox. */
export interface Situation {
  /** `--data-dir` names a folder; otherwise `.scalr-sandbox` is looked for in the current folder and above. */
  readonly dataDir: boolean;
  /** A sandbox runs from that folder. */
  readonly folder: boolean;
  /** SCALR_HOSTNAME: not set, or the sandbox of that folder under any of its addresses, or another one. */
  readonly hostname: "unset" | "same" | "other";
  /** SCALR_TOKEN: not set, or the admin token of that folder, or another one. */
  readonly token: "unset" | "same" | "other";
}

/** The names in messages. */
export interface Names {
  /** Address of the folder's sandbox. */
  readonly url: string;
  readonly hostname: string;
  /** The folder that has no sandbox running; undefined where none is found from here. */
  readonly where?: string;
}

/** Where the address and the token come from. */
type Use = { readonly sandbox: "folder" | "SCALR_HOSTNAME"; readonly token: "folder" | "SCALR_TOKEN" };

/** The matching values. A fact that is left out matches every value. */
type Conditions = { readonly [F in keyof Situation]?: readonly Situation[F][] };

export interface ConnectionRule {
  readonly when: Conditions;
  /** What is used, or the exit code of the refusal. */
  readonly use: Use | { readonly refused: ExitName };
  /** What the command says on standard error: where two sources disagree, or why it is refused. */
  says?(names: Names): string;
}

const FOLDER: Use = { sandbox: "folder", token: "folder" };

/** Which sandbox a command uses, and with which token: the first row that matches. */
export const CONNECTION_RULES: readonly ConnectionRule[] = [
  { when: { dataDir: [true], folder: [false] }, use: { refused: "cannotConnect" }, says: noneRunning },
  {
    when: { dataDir: [true], hostname: ["other"] },
    use: FOLDER,
    says: ({ url, hostname }) => `Using ${url} from --data-dir; ignoring SCALR_HOSTNAME (${hostname}).`,
  },
  {
    when: { dataDir: [true], token: ["other"] },
    use: FOLDER,
    says: ({ url }) => `Using ${url} from --data-dir; ignoring SCALR_TOKEN.`,
  },
  { when: { dataDir: [true] }, use: FOLDER },
  {
    when: { dataDir: [false], hostname: ["same"], token: ["unset"] },
    use: { sandbox: "SCALR_HOSTNAME", token: "folder" },
  },
  {
    when: { dataDir: [false], hostname: ["same"] },
    use: { sandbox: "SCALR_HOSTNAME", token: "SCALR_TOKEN" },
  },
  {
    when: { dataDir: [false], hostname: ["other"], token: ["unset"] },
    use: { refused: "unauthorised" },
    says: ({ hostname }) => `SCALR_HOSTNAME is ${hostname} and SCALR_TOKEN is not set. Set both, or neither.`,
  },
  {
    when: { dataDir: [false], hostname: ["other"], folder: [true] },
    use: { sandbox: "SCALR_HOSTNAME", token: "SCALR_TOKEN" },
    says: ({ url, hostname }) =>
      `Using ${hostname} of SCALR_HOSTNAME, and not the sandbox of this folder (${url}): unset SCALR_HOSTNAME, or use ` +
      "--data-dir, for that one.",
  },
  {
    when: { dataDir: [false], hostname: ["other"] },
    use: { sandbox: "SCALR_HOSTNAME", token: "SCALR_TOKEN" },
  },
  {
    when: { dataDir: [false], hostname: ["unset"], folder: [false] },
    use: { refused: "cannotConnect" },
    says: noneRunning,
  },
  {
    when: { dataDir: [false], hostname: ["unset"], token: ["other"] },
    use: FOLDER,
    says: ({ url }) =>
      `Using the sandbox of this folder (${url}); ignoring SCALR_TOKEN, as SCALR_HOSTNAME is not set.`,
  },
  { when: { dataDir: [false], hostname: ["unset"] }, use: FOLDER },
];

function noneRunning({ where }: Names): string {
  return `No sandbox is running ${where === undefined ? "here" : `from ${where}`}. Start one with \`scalr-sandbox up\`, or set SCALR_HOSTNAME and SCALR_TOKEN.`;
}

/** The rule for a situation. There is exactly one for each. */
export const ruleOf = (situation: Situation): ConnectionRule =>
  CONNECTION_RULES.find(({ when }) =>
    (Object.keys(when) as (keyof Situation)[]).every((fact) =>
      (when[fact] as readonly unknown[]).includes(situation[fact]),
    ),
  )!;
