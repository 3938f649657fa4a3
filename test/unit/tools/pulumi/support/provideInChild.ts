import { providePulumi, type Tuning } from "../../../../../tools/pulumi";

providePulumi({ tuning: JSON.parse(process.argv[2] ?? "{}") as Partial<Tuning> }).then(
  ({ source, bin }) => {
    console.log(`${source} ${bin}`);
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
