import { referencesOf, type Declaration } from "./program";

/** A declaration as text, for reports. */
export function describeDeclaration(declaration: Declaration): string {
  const { memberIdFrom, dependsOn } = referencesOf(declaration);
  const { options = {} } = declaration;
  return [
    describeInputs(declaration),
    ...(memberIdFrom === undefined ? [] : [`member id from ${memberIdFrom}`]),
    ...(dependsOn === undefined ? [] : [`depends on ${dependsOn}`]),
    ...(Object.keys(options).length > 0 ? [JSON.stringify(options)] : []),
  ].join("; ");
}

function describeInputs(declaration: Declaration): string {
  switch (declaration.kind) {
    case "parent": {
      const { resourceName, name, chosenId } = declaration;
      return `${resourceName}, parent "${name}"${chosenId === undefined ? "" : ` with the id ${chosenId}`}`;
    }
    case "access": {
      const { access, member, parent, adoptExisting } = declaration;
      return `${access} ${member} of ${parent}${adoptExisting ? ", adopted" : ""}`;
    }
    case "membership": {
      const { member, parent, role, adoptExisting } = declaration;
      return `member ${member} of ${parent} as ${role}${adoptExisting ? ", adopted" : ""}`;
    }
    case "roster": {
      const { access, members, parent, exclusive, ignored } = declaration;
      const what = access === undefined ? "roster" : `roster of ${access}s`;
      const list = [...members].map(([member, role]) => `${member} ${role}`).join(", ");
      return `${what} of ${parent}: ${list}${exclusive ? "; exclusive" : ""}; ignores [${ignored.join()}]`;
    }
  }
}
