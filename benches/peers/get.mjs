// A peer of stimulus_executor: get a JSON answer, parse it, write it into a record.
import { writeFileSync } from "node:fs";

const [url, output] = process.argv.slice(2);
const answer = await fetch(url);
const record = {
  status_code: answer.status,
  headers: Object.fromEntries(answer.headers),
  body: await answer.json(),
};
writeFileSync(output, JSON.stringify(record));
