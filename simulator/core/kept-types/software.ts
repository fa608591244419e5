export type Software = "checkov" | "opa" | "opentofu" | "terraform";

/** A release that scalr.io offers, so that clients can list it and name it. */
interface Release {
  readonly software: Software;
  readonly version: string;
  /** When it was released, in milliseconds since the epoch. */
  readonly released: number;
  /** What is taken where no version is given: one for each software. */
  readonly default?: true;
}

const RELEASES: readonly Release[] = [
  { software: "terraform", version: "1.5.7", released: Date.UTC(2023, 8, 7), default: true },
  { software: "opentofu", version: "1.10.0", released: Date.UTC(2025, 5, 24), default: true },
  { software: "opa", version: "0.70.0", released: Date.UTC(2024, 9, 31), default: true },
  { software: "checkov", version: "3.2.0", released: Date.UTC(2024, 1, 4), default: true },
];

/** The version of a software that is taken where none is given (E20). */
export const defaultVersion = (software: Software): string =>
  RELEASES.find((each) => each.software === software && each.default)!.version;

/** The last minor release of Open Policy Agent 0. */
const LAST_OPA_0 = 70;

/** Whether there is such a release of Open Policy Agent: 0.1.0 to 0.70, and 1 (E20). Not every one is listed. */
export function isOpaRelease(version: string): boolean {
  const [, major, minor] = /^([01])\.(\d{1,2})\.\d{1,2}$/.exec(version) ?? [];
  return major === "1" || (major === "0" && Number(minor) <= LAST_OPA_0);
}

/** The objects of `software-versions`, by id. */
export const SOFTWARE_VERSIONS = Object.fromEntries(
  RELEASES.map(({ software, version, released, default: isDefault = false }) => [
    `swv-${software}-${version}`,
    {
      "created-at": released,
      "software-type": software,
      version,
      status: "active",
      default: isDefault,
      latest: isDefault,
      deprecated: false,
    },
  ]),
);
