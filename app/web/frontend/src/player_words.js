// What the player of a path says, in the page's own language.
const vi = {
  first: 'Về đầu',
  back: 'Bước trước',
  forward: 'Bước sau',
  last: 'Tới chỗ sai',
  step: (n, all) => `Bước ${n} trên ${all}.`,
  part: (n, all) => ` (đoạn ${n} trên ${all})`,
  diagram: 'Sơ đồ',
  waits: 'Chờ ở đây',
  wrong: 'Sai ở đây',
  turned: 'Tới đây thì sai.',
  failed: 'Chưa mở được sơ đồ. Các bước bằng lời ở dưới vẫn đúng.',
};
const en = {
  first: 'To the start',
  back: 'Back',
  forward: 'Forward',
  last: 'To the fault',
  step: (n, all) => `Step ${n} of ${all}.`,
  part: (n, all) => ` (part ${n} of ${all})`,
  diagram: 'Diagram',
  waits: 'Waits here',
  wrong: 'Wrong here',
  turned: 'Here it goes wrong.',
  failed: 'The diagram did not open. The steps in words below are still right.',
};

export const words = document.documentElement.lang.startsWith('en') ? en : vi;
