// Rolls dice in AssemblyScript, with random numbers and the clock from the host.
// The argument says how many to roll; without one it is two.

const count = process.argv.length > 1 ? I32.parseInt(process.argv[1]) : 2;
if (count < 1) {
  process.stderr.write("usage: dice [HOW-MANY]\n");
  process.exit(2);
}

let rolls = "";
let sum = 0;
for (let i = 0; i < count; i++) {
  const roll = 1 + <i32>(Math.random() * 6);
  rolls += " " + roll.toString();
  sum += roll;
}

console.log(new Date(Date.now()).toISOString());
console.log("rolled" + rolls + ", which makes " + sum.toString());
