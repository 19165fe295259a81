// A path as frames: each step cut where it goes from one diagram into another.

const place = (text) => JSON.parse(text || '["", ""]');

function read(line) {
  const stretches = JSON.parse(line.dataset.stretches)
    .map(({ process_id: process, elements, flows }) => ({ process, elements, flows }));
  const tokens = JSON.parse(line.dataset.tokens);
  return { lines: [line], stretches, tokens, said: line.querySelector('.said').textContent };
}

/** Return the steps of a paper as one: what they pass outside of the paper's own process. */
function folded(details) {
  const steps = [...details.querySelectorAll('[data-step]')].map(read);
  const [process, call] = place(details.dataset.call);
  const inside = steps[0].stretches[0].process;
  const outside = steps.flatMap(({ stretches }) => stretches)
    .filter((one) => one.process !== inside && one.process !== process);
  const back = steps.flatMap(({ stretches }) => stretches).filter((one) => one.process === process);
  const merged = (key) => back.flatMap((one) => one[key]);
  const here = { process, elements: [call, ...merged('elements')], flows: merged('flows') };
  return {
    lines: steps.flatMap(({ lines }) => lines).concat(details.closest('li')),
    stretches: [here, ...outside],
    tokens: steps[steps.length - 1].tokens,
    said: details.querySelector('summary').textContent,
  };
}

function steps(box) {
  return [...box.querySelectorAll('.route > li')].flatMap((line) => {
    if (line.dataset.stretches) return [read(line)];
    const details = line.querySelector('details');
    if (!details) return [];
    return details.open ? [...details.querySelectorAll('[data-step]')].map(read) : [folded(details)];
  });
}

/** Return the frames of a path; without steps the one that shows the element at fault. */
export function frames(box) {
  const path = steps(box);
  const turned = place(box.dataset.place);
  if (!path.length) {
    return [{
      process: turned[0], elements: [], flows: [], tokens: [], lines: [], part: 1, parts: 1,
      wrong: turned[1],
    }];
  }
  const end = path[path.length - 1];
  if (turned[0] && !end.stretches.some((one) => one.process === turned[0])) {
    end.stretches.push({ process: turned[0], elements: [], flows: [] });
  }
  const all = path.flatMap(({ stretches, ...rest }) => stretches.map((one, index) => (
    { ...rest, ...one, part: index + 1, parts: stretches.length })));
  // beyond the place where it turned wrong the step tells nothing
  const passes = (one) => one.process === turned[0] && one.elements.includes(turned[1]);
  const last = all.filter((one) => one.lines === end.lines);
  const wrong = last.find(passes) || last.filter((one) => one.process === turned[0]).pop();
  if (!wrong) return all;
  wrong.wrong = turned[1];
  for (const one of last) one.parts = wrong.part;
  return all.slice(0, all.indexOf(wrong) + 1);
}
