export const decide = {
  heading: 'Decide this finding',
  lead: 'A person’s decision stands beside the computed outcome and does not change it, nor the exit status. It is kept in the case file, and applies only while value, interval, limit and files stay what they are.',
  outcome: 'Decided as',
  choose: 'choose',
  by: 'Name',
  date: 'Date',
  reason: 'Reason',
  sign: 'Add this decision',
  missing: 'A class, a name, a date and a reason are needed.',
  takeBack: 'Take this decision back',
  takeBackLead: 'It stays to be seen, with who took it back, when and why.',
  inCell: 'decided',
  saved: 'The case now holds what the file does not:',
  save: 'Save case file',
};

export type DecideWords = typeof decide;
