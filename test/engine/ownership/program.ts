/** A resource of a program under test. */
export interface Declared {
  /** A class of this package, or a resource of another dynamic provider: `Other`, or `OwnMembership` (a room membership). */
  kind: string;
  name: string;
  args: Record<string, unknown>;
  options?: Options;
}

/** Pulumi's resource options. Resources are given by name. */
export interface Options {
  /** The name of a `chime.Provider` that the program creates. Default: the default provider. */
  provider?: string;
  aliases?: object[];
  deletedWith?: string;
  deleteBeforeReplace?: boolean;
  dependsOn?: string[];
  ignoreChanges?: string[];
  protect?: boolean;
  replaceOnChanges?: string[];
  retainOnDelete?: boolean;
}

/** What a program declares. */
export interface Program {
  resources: Declared[];
  /** Arguments that a stack transformation sets, by resource name. */
  transform?: Record<string, object>;
  /** Arguments of providers, by name. */
  providers?: Record<string, object>;
  /** Throws an exception with this message after it has declared the resources. */
  throws?: string;
}

/** An argument that is an output of another resource. */
export function outputOf(resource: string, output: string): object {
  return { $of: [resource, output] };
}

/** An argument that the preview does not know, because it depends on a new resource of the kind `Other`. */
export function knownLater(value: unknown, resource: string): object {
  return { $of: [resource, "created"], $value: value };
}

/** A resource of another provider. Its create takes `milliseconds`, and fails if `fails` is set. */
export function other(name: string, args: { fails?: boolean; milliseconds?: number } = {}): Declared {
  return { kind: "Other", name, args };
}

/**
 * The source of every program under test. It declares what `program.json` contains. Providers have a short consistency timeout
 * and no retries.
 */
export const PROGRAM = `"use strict";
const pulumi = require("@pulumi/pulumi");
const chime = require("pulumi-chime");
const { resources, transform = {}, providers = {}, throws } = require("./program.json");

const OTHER = "exports.handler=()=>({create:async p=>{" +
  "await new Promise(r=>setTimeout(r,p.milliseconds??0));" +
  "if(p.fails)throw new Error('The other resource fails.');" +
  "return{id:'other',outs:{...p,created:true}}}," +
  "diff:async(id,o,n)=>({changes:o.fails!==n.fails,replaces:[]}),update:async(id,o,n)=>({outs:{...n,created:true}})})";
const OWN_MEMBERSHIP = "const{ChimeClient,CreateRoomMembershipCommand:C,DeleteRoomMembershipCommand:D}=require('@aws-sdk/client-chime');" +
  "const send=c=>new ChimeClient({region:'us-east-1'}).send(c);" +
  "exports.handler=()=>({" +
  "create:async p=>{await send(new C({AccountId:p.accountId,RoomId:p.roomId,MemberId:p.memberId}));" +
  "return{id:'own-'+p.memberId,outs:p}}," +
  "delete:async(id,p)=>{await send(new D({AccountId:p.accountId,RoomId:p.roomId,MemberId:p.memberId}))}})";

const dynamic = (type, text, outputs) => class extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("pulumi-nodejs:dynamic/" + type, name, { ...outputs, ...args, __provider: text }, options);
  }
};
const KINDS = {
  ...chime,
  Other: dynamic("test:Other", OTHER, { created: undefined }),
  OwnMembership: dynamic("mine:Membership", OWN_MEMBERSHIP, {}),
};

pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
  transform[name] ? { props: { ...props, ...transform[name] }, opts } : undefined,
);

const created = {};
const resolve = (value) => {
  if (Array.isArray(value)) return value.map(resolve);
  if (value === null || typeof value !== "object") return value;
  if (value.$of) {
    const output = created[value.$of[0]][value.$of[1]];
    return "$value" in value ? output.apply(() => value.$value) : output;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
};
const provider = (name) =>
  (created["provider " + name] ??= new chime.Provider(name, { readConsistencySeconds: 1, maxRetries: 0, ...providers[name] }));
for (const { kind, name, args, options = {} } of resources) {
  created[name] = new KINDS[kind](name, resolve(args), {
    ...options,
    ...(options.provider ? { provider: provider(options.provider) } : {}),
    ...(options.dependsOn ? { dependsOn: options.dependsOn.map((name) => created[name]) } : {}),
    ...(options.deletedWith ? { deletedWith: created[options.deletedWith] } : {}),
  });
}
if (throws) throw new Error(throws);
`;
