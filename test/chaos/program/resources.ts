import type { Properties } from "../../support/host";
import type { Declared } from "../engine/program";
import type { Family, World } from "../model/family";
import { ignoredBy } from "./meaning";
import { HOUSE, placeOf, type Declaration, type PlaceName, type Program } from "./program";

/** The resources of a program as the engine takes them, those first to whose outputs others refer. */
export function resourcesOf(family: Family, program: Program, world: World): Declared[] {
  return [...program]
    .sort(([one], [other]) => Number(other === HOUSE) - Number(one === HOUSE))
    .map(([name, declaration]) => ({
      name,
      kind: family.kinds[declaration.kind],
      dependencies: placeOf(declaration) === HOUSE ? [HOUSE] : [],
      inputs: (outputsOf) => inputsOf(family, declaration, world, outputsOf),
    }));
}

function inputsOf(
  { properties }: Family,
  one: Declaration,
  world: World,
  outputsOf: (name: string) => Properties,
): Properties {
  if (one.kind === "place") return world.ownPlaceInputs(one.title, one.chosenId);
  const memberOf = (member: number, standing: string): Properties => ({
    [properties.member]: world.members[member],
    [properties.standing]: standing,
  });
  const place = world.placeInputs(placeIdOf(one.place));
  if (one.kind === "membership") {
    const { member, standing, adoptExisting } = one;
    return { ...place, ...memberOf(member, standing), ...(adoptExisting ? { adoptExisting } : {}) };
  }
  const ignored = ignoredBy(one, world);
  return {
    ...place,
    members: [...one.members].map(([member, standing]) => memberOf(member, standing)),
    ...(one.exclusive ? { exclusive: true } : {}),
    ...(ignored.length > 0 ? { ignoreMembers: ignored } : {}),
  };

  function placeIdOf(name: PlaceName): unknown {
    return name === HOUSE ? outputsOf(HOUSE)[properties.place] : world.given[name];
  }
}
