/** A release that scalr.io offers, so that clients can list it and name it. */
interface Release {
  readonly software: "checkov" | "opa" | "opentofu" | "terraform";
  readonly version: string;
  /** When it was released, in milliseconds since the epoch. */
  readonly released: number;
  /** What is taken where no version is given: one for each software. */
  readonly default?: true;
}

const RELEASES: readonly Release[] = [
  { software: "terraform", version: "1.5.7", released: Date.UTC(2023, 8, 7), default: true },
  { software: "opentofu", version: "1.10.0", released: Date.UTC(2025, 5, 24), default: true },
  { software: "opa", version: "0.29.4", released: Date.UTC(2021, 5, 3) },
  { software: "opa", version: "0.40.0", released: Date.UTC(2022, 3, 29) },
  { software: "opa", version: "0.50.0", released: Date.UTC(2023, 2, 2) },
  { software: "opa", version: "0.60.0", released: Date.UTC(2023, 11, 22) },
  { software: "opa", version: "0.70.0", released: Date.UTC(2024, 9, 31), default: true },
  { software: "checkov", version: "3.2.0", released: Date.UTC(2024, 1, 4), default: true },
];

/** The version of a software that is taken where none is given (E20). */
export const defaultVersion = (software: Release["software"]): string =>
  RELEASES.find((each) => each.software === software && each.default)!.version;

/** Every version of a software that there is. */
export const versionsOf = (software: Release["software"]): readonly string[] =>
  RELEASES.filter((each) => each.software === software).map(({ version }) => version);

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
