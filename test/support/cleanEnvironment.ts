import { cleanEnvironment } from "../../tools/project/cleanEnvironment";

// Required by .mocharc.json in every process of mocha, before any test file.
cleanEnvironment();
