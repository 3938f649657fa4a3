import type { OperationName } from "../../../emulator";
import type { AccessKind, ResourceFamily } from "../model/resourceFamily";
import type { DeployOptions } from "../model/session";
import { ChangeProgram } from "../model/steps/changeProgram";
import { Deploy } from "../model/steps/deploy";
import { ImportDuplicate } from "../model/steps/importDuplicate";
import { InjectFault } from "../model/steps/injectFault";
import { MakeManualChange } from "../model/steps/makeManualChange";
import type { SequenceStep } from "../model/steps/sequenceStep";
import type { Edit } from "../program/edit";
import { declare } from "../program/edits";
import { addMember, ban, giveRights } from "../program/manualChange";
import {
  DECLARED_PARENT,
  INSTANCE,
  type AccessDeclaration,
  type Declaration,
  type MembershipDeclaration,
  type ParentDeclaration,
  type RosterDeclaration,
} from "../program/program";

/** Builds the declarations and steps of program kinds. All members are in the first parent, unless stated otherwise. */
export class KindBuilder {
  public constructor(private readonly family: ResourceFamily) {}

  /** A roster of the members with these indexes. */
  public roster(members: readonly number[], overrides: Partial<RosterDeclaration> = {}): RosterDeclaration {
    const [role] = this.family.roles;
    return {
      ...{ kind: "roster", parent: "first", ignored: [], exclusive: false, ...overrides },
      members: new Map(members.map((member) => [member, role])),
    };
  }

  /** A membership of the member with this index. */
  public membership(member: number, overrides: Partial<MembershipDeclaration> = {}): MembershipDeclaration {
    const [role] = this.family.roles;
    return { kind: "membership", parent: "first", member, role, adoptExisting: false, ...overrides };
  }

  /** An administrator, a moderator or a ban: the member with this index. */
  public access(
    access: AccessKind,
    member: number,
    overrides: Partial<AccessDeclaration> = {},
  ): AccessDeclaration {
    const parent = access === "admin" ? INSTANCE : "first";
    return { kind: "access", access, parent, member, adoptExisting: false, ...overrides };
  }

  public get parent(): ParentDeclaration {
    return {
      ...{ kind: "parent", resourceName: DECLARED_PARENT, name: "Launch" },
      chosenId: this.family.allowsChosenIds ? "hq" : undefined,
    };
  }

  /** A membership in the declared parent, which is deleted with the parent. */
  public membershipInParent(member: number): MembershipDeclaration {
    return this.membership(member, { parent: DECLARED_PARENT, options: { deletedWith: DECLARED_PARENT } });
  }

  public declare(name: string, declaration: Declaration): SequenceStep {
    return new ChangeProgram([declare(name, declaration)]);
  }

  public edit(...edits: readonly Edit[]): SequenceStep[] {
    return edits.map((edit) => new ChangeProgram([edit]));
  }

  public importDuplicate(name: string): SequenceStep {
    return new ImportDuplicate(name);
  }

  public up(options: Partial<DeployOptions> = {}): SequenceStep {
    return new Deploy("up", { parallel: 4, preview: true, ...options });
  }

  public refresh(): SequenceStep {
    return new Deploy("refresh", { parallel: 4 });
  }

  /** Adds a member with the second role manually. */
  public addManually(member: number): SequenceStep {
    const [, role] = this.family.roles;
    return new MakeManualChange(addMember({ parent: 0, member }, role));
  }

  /** Somebody else bans a member from the first parent. */
  public banManually(member: number): SequenceStep {
    return new MakeManualChange(ban({ parent: 0, member }));
  }

  /** Somebody else makes a member an administrator or a moderator of the first parent. */
  public giveManually(rights: "admin" | "moderator", member: number): SequenceStep {
    return new MakeManualChange(giveRights(rights, { parent: 0, member }));
  }

  /** Makes calls of this operation fail. */
  public failCalls(operation: OperationName): SequenceStep {
    return failing(operation);
  }

  /** Makes creates of single memberships fail. */
  public failCreates(): SequenceStep {
    return failing(this.operation(/^Create(Room|Channel)Membership$/));
  }

  public failBatchCreates(): SequenceStep {
    return failing(this.family.faults.batchOperation);
  }

  /** Makes lists of memberships fail. */
  public failLists(): SequenceStep {
    return failing(this.operation(/^List.*Memberships$/));
  }

  private operation(pattern: RegExp): OperationName {
    const { writes, faults } = this.family;
    const operations = [...Object.keys(writes), ...faults.reads] as OperationName[];
    return operations.find((name) => pattern.test(name))!;
  }
}

function failing(operation: OperationName): SequenceStep {
  return new InjectFault({
    rule: () => ({ kind: "error", operation, times: 9, error: "ForbiddenException" }),
    toString: () => `injectFault(${operation} 9 ForbiddenException)`,
  });
}
