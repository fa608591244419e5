import type { Stage } from "../stage/stage.js";

/** A story that the demo plays, and what it has to have shown at its end. */
export interface Scenario {
  /** Heading of its first part, the simulator's start. */
  readonly title: string;
  /** Rules (R1 to R21) that it proves. */
  readonly rules: readonly string[];
  /** What it proves besides, by a short name: what holds, in a sentence. */
  readonly checks: Readonly<Record<string, string>>;
  /** Plays it. What is promised above and not observed meanwhile counts as not holding. */
  play(stage: Stage): Promise<void>;
}

/** A row of the table of scenarios. What a scenario needs is loaded when it is played. */
export interface ScenarioEntry {
  /** One line for help. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Scenario }>;
}
