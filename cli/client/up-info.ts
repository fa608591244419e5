import { join } from "node:path";
import type { Repair, Upgrade } from "../../simulator/server.js";
import { type ServerInfo, tokenFile } from "./connection.js";

/** What `up --json` prints, in one line. */
export interface UpInfo extends ServerInfo {
  readonly token: string;
  readonly accountId: string;
  /** Signs a browser of this machine in, once, within ten minutes. */
  readonly signInUrl: string;
  /** Null when nothing is kept. */
  readonly dataDir: string | null;
  /** The database that everything is kept in, without its password. Only with `--store`. */
  readonly store?: string;
  /** Objects of the described world that was made; null when there was something already. Only with `--seed`. */
  readonly seeded?: number | null;
  /** Only when something was repaired. */
  readonly repairs?: readonly Repair[];
  /** Only when the data folder was of an older version. */
  readonly upgrade?: Upgrade;
}

/** The note about an upgraded data folder; null if it was not upgraded. */
export const upgradeNote = ({ upgrade, dataDir }: UpInfo): string | null =>
  upgrade === undefined
    ? null
    : `Upgraded the data folder ${dataDir} from data version ${upgrade.from} to ${upgrade.to}. Older versions of scalr-sandbox ` +
      `cannot read it. Its previous files are in ${upgrade.kept} until the next upgrade.`;

/**
 * The text for a person about how to continue. `seed` is the world file; `isDetached`: there is no terminal to press Ctrl-C in.
 */
export function greeting(seed: string | undefined, info: UpInfo, isDetached = false): string {
  const lines = [...(info.repairs ?? []).map(repairLine), ...seedLines(seed, info), wayOn(info)];
  return [
    ...lines,
    isDetached ? "`scalr-sandbox down` stops it." : "Press Ctrl-C to stop, or run `scalr-sandbox down`.",
  ].join("\n");
}

function repairLine({ file, backup, problem, cutBytes }: Repair): string {
  if (cutBytes !== undefined)
    return `Repaired ${file} (${problem}); the ${cutBytes} bytes that were cut off are in ${backup}`;
  return `Repaired ${file} (${problem})${backup === null ? "" : `; the former file is ${backup}`}`;
}

function seedLines(seed: string | undefined, { seeded }: UpInfo): readonly string[] {
  if (seed === undefined) return [];
  if (seeded === null)
    return [
      `The sandbox is not empty: ${seed} was ignored.`,
      "Run `scalr-sandbox reset --to seed` to go back to the world that an earlier start created.",
    ];
  const [count, them] = seeded === 1 ? ["1 object", "it"] : [`${seeded} objects`, "them"];
  return [`Created ${count} of ${seed}; \`scalr-sandbox reset --to seed\` goes back to ${them}.`];
}

function wayOn({ url, httpsUrl, token, signInUrl, dataDir, store }: UpInfo): string {
  const encrypted =
    httpsUrl === undefined
      ? []
      : [`HTTPS: ${httpsUrl} (eval "$(scalr-sandbox env)" sets up other tools for it)`];
  const where =
    dataDir === null
      ? [
          "Nothing is kept on disk. To let other commands find it:",
          `    export SCALR_HOSTNAME=${url}`,
          `    export SCALR_TOKEN=${token}`,
        ]
      : [
          `Admin token: ${join(dataDir, tokenFile)}. Other commands find it from this folder and those below.`,
        ];
  const kept = store === undefined ? [] : [`Everything is kept in ${store}. This is the active process.`];
  const console = [
    "Open the console; this link signs you in, once (`scalr-sandbox open` makes another):",
    `    ${signInUrl}`,
  ];
  return [`scalr.io is simulated at ${url}`, ...encrypted, ...console, ...kept, ...where].join("\n");
}
