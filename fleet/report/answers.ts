import type { DesignFigures } from "../../simulator/console/charts/figures.js";

/** For one pool, the cheapest design that meets the target. */
export interface Answer {
  readonly pool: string;
  /** Null if no design meets it. */
  readonly design: string | null;
  readonly text: string;
}

/** The design that is enough for a target, for each pool: of those that meet it, the one with the fewest agent-hours. */
export function answersOf(designs: readonly DesignFigures[], target: string | undefined): readonly Answer[] {
  if (target === undefined) return [];
  const complete = designs.filter(({ partial }) => !partial);
  const pools = [...new Set(complete.flatMap(({ pools }) => pools.map(({ name }) => name)))];
  return pools.flatMap((pool): readonly Answer[] => {
    const all = complete
      .flatMap((design) =>
        design.pools.filter(({ name }) => name === pool).map((figures) => ({ design, figures })),
      )
      .filter(({ figures }) => figures.target !== null);
    if (all.length === 0) return [];
    const met = all
      .filter(({ figures, design }) => figures.target!.met && design.stuck === 0)
      .sort((a, b) => a.figures.agent_hours - b.figures.agent_hours);
    const best = met[0];
    if (best === undefined) {
      const part = Math.max(...all.map(({ figures }) => figures.target!.part));
      const text = `Pool ${pool}: no design meets "${target}"; the best reaches ${(part * 100).toFixed(1)} %.`;
      return [{ pool, design: null, text }];
    }
    const part = (best.figures.target!.part * 100).toFixed(1);
    const text = `Pool ${pool}: "${best.design.design}" is enough for "${target}" (${part} %).`;
    return [{ pool, design: best.design.design, text }];
  });
}
