/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * The descriptor of an entity: one static table from which follow its SQL, change capture,
 * validation, JSON, CSV headings, search, forms and columns, personal data and sharing.
 * docs/adding-an-entity.md shows how to write one. Constant: any thread reads it, and what it hands
 * out is never freed.
 */

typedef struct _GaRecord GaRecord;
typedef struct _GaWork GaWork;

/* @before: (nullable): as it was; @field: (out): of the complaint */
typedef gboolean (*GaRule) (const GaRecord *record,
                            const GaRecord *before,
                            GaWork *work,
                            const char **field,
                            GError **error);

/**
 * GaFieldType:
 * @GA_FIELD_TEXT: text; min and max are its length in characters
 * @GA_FIELD_INTEGER: a whole number in the unit the name gives (`distance_m`, `duration_min`)
 * @GA_FIELD_MONEY: whole øre; its currency stands in the field that #GaField.currency names
 * @GA_FIELD_DEGREES: latitude or longitude, kept as millionths of a degree
 * @GA_FIELD_CHOICE: one code of #GaField.choices
 * @GA_FIELD_FLAG: yes or no
 * @GA_FIELD_DATE: a day, as text `2026-12-31`
 * @GA_FIELD_TIME: local date and time, as text `2026-01-06T10:00`; its zone stands in a field
 * `zone`
 * @GA_FIELD_CLOCK: a time of day, as text `10:00`
 * @GA_FIELD_REFERENCE: the id of a record of the entity #GaField.target
 * @GA_FIELD_REFERENCES: several such ids, as text parted by spaces
 * @GA_FIELD_WORDS: several short texts, parted by `|`
 */
typedef enum
{
  GA_FIELD_TEXT,
  GA_FIELD_INTEGER,
  GA_FIELD_MONEY,
  GA_FIELD_DEGREES,
  GA_FIELD_CHOICE,
  GA_FIELD_FLAG,
  GA_FIELD_DATE,
  GA_FIELD_TIME,
  GA_FIELD_CLOCK,
  GA_FIELD_REFERENCE,
  GA_FIELD_REFERENCES,
  GA_FIELD_WORDS,
} GaFieldType;

/**
 * GaFieldFlags:
 * @GA_FIELD_REQUIRED: must have a value
 * @GA_FIELD_INDEXED: the file keeps an index; references always have one
 * @GA_FIELD_SEARCHED: its words are found by search
 * @GA_FIELD_PERSONAL: says something of a person: follows export, erasure and masking
 * @GA_FIELD_LONG: more than one line in forms
 * @GA_FIELD_HIDDEN: kept by the program, not shown in forms (still in JSON and CSV out)
 * @GA_FIELD_COLUMN: offered as a column in tables
 * @GA_FIELD_OFFICE: not asked of whoever leads walks and does nothing else
 */
typedef enum
{
  GA_FIELD_PLAIN = 0,
  GA_FIELD_REQUIRED = 1 << 0,
  GA_FIELD_INDEXED = 1 << 1,
  GA_FIELD_SEARCHED = 1 << 2,
  GA_FIELD_PERSONAL = 1 << 3,
  GA_FIELD_LONG = 1 << 4,
  GA_FIELD_HIDDEN = 1 << 5,
  GA_FIELD_COLUMN = 1 << 6,
  GA_FIELD_OFFICE = 1 << 7,
} GaFieldFlags;

/**
 * GaOnDelete:
 * @GA_ON_DELETE_KEEP: the reference stays and reads as *not visible to you*
 * @GA_ON_DELETE_CLEAR: the reference becomes empty, a list of them loses it
 * @GA_ON_DELETE_CASCADE: this record goes with its target, in the same transaction
 * @GA_ON_DELETE_REFUSE: the target cannot be deleted while this record points at it
 */
typedef enum
{
  GA_ON_DELETE_KEEP,
  GA_ON_DELETE_CLEAR,
  GA_ON_DELETE_CASCADE,
  GA_ON_DELETE_REFUSE,
} GaOnDelete;

/**
 * GaMerge:
 * @GA_MERGE_LATEST: the later of two edits stands and the earlier is kept as a conflict
 * @GA_MERGE_ASK: both stand until somebody decides (a bare number here, nine names there)
 */
typedef enum
{
  GA_MERGE_LATEST,
  GA_MERGE_ASK,
} GaMerge;

typedef struct
{
  const char *code;  /* stable, English, what file and JSON hold */
  const char *label; /* msgid */
  const char *alias; /* (nullable): other words read in files, parted by `|` */
} GaChoice;

typedef struct
{
  const char *name; /* column, JSON key and property; stable */
  GaFieldType type;
  GaFieldFlags flags;
  const char *label; /* msgid */
  const char *group; /* (nullable): msgid; a heading in forms, that of the field before if NULL */
  const char *hint;  /* (nullable): msgid; a line of help below the field */
  gint64 min, max;   /* both 0: the limits of the type */
  const GaChoice *choices; /* ends with a NULL code */
  const char *target;      /* entity referred to */
  GaOnDelete on_delete;    /* what happens to this record when its target goes */
  const char *fallback;    /* (nullable): value of a new record, as text */
  const char *currency;    /* name of the field with the currency of a money field */
  /* (nullable): a reference field; the value is what the record that it leads to has in its field
   * of the same name, and stays that */
  const char *from;
  GaMerge merge;
  /* (nullable): fields with the same word make sense together alone: whoever changes one of them
   * has said them all, and of two edits one stands as a whole */
  const char *together;
  /* (nullable): the word of those that this one goes along with, without saying anything of them */
  const char *along;
  guint since;          /* schema version that brought it; 0 as 1 */
  const char *headings; /* (nullable): other headings in files, parted by `|` */
} GaField;

/**
 * GaSpaceKind:
 * @GA_SPACE_NATIONAL: shared with everybody
 * @GA_SPACE_KOMMUNE: shared within the kommune that #GaSpaceRule.via leads to; nobody's while empty
 * @GA_SPACE_COMMUNITY: seen by the hosts of the community that #GaSpaceRule.via leads to; nobody's
 *   while that is in no kommune
 * @GA_SPACE_PARENT: that of the record that #GaSpaceRule.via refers to
 * @GA_SPACE_GIVEN: the one that the server sent it in; own when it was made here
 *
 * In which space a record lives decides who may ever receive it (see docs/data-protection.md).
 */
typedef enum
{
  GA_SPACE_NATIONAL,
  GA_SPACE_KOMMUNE,
  GA_SPACE_COMMUNITY,
  GA_SPACE_PARENT,
  GA_SPACE_GIVEN,
} GaSpaceKind;

typedef struct
{
  GaSpaceKind kind;
  const char *via; /* (nullable): a reference field, or a path such as `meeting.community` */
  /* (nullable): reference fields, parted by spaces: the first that is set is used while @via is
   * empty, for its record's space */
  const char *or_else;
} GaSpaceRule;

typedef struct
{
  const char *name;    /* stable: `name`, `newest` … */
  const char *label;   /* msgid */
  const char *columns; /* `name` or `-start,name`; `-` for falling */
} GaSort;

typedef struct
{
  const char *name;   /* table, JSON and command name; stable */
  guint number;       /* stable small number in change log and search; never used again */
  const char *label;  /* msgid, one of them */
  const char *plural; /* msgid, several */
  const GaField *fields;
  guint n_fields;
  GaSpaceRule space;
  const char *title; /* fields shown as its name, parted by a space: `name`, `start` */
  /* (nullable): a field of the title as people say it; (transfer full) (nullable): NULL where it
   * reads as everywhere. Any thread. */
  char *(*say) (const GaRecord *record, const GaField *field);
  const char *summary; /* (nullable): fields of the line below the title, parted by a space */
  const char *const *identity; /* (nullable): fields whose values make a UUIDv5; NULL: UUIDv7 */
  const char *const *same;     /* (nullable): import keys in order: `number`, `name+kind` */
  guint rank;                  /* of its kind among the answers of a search: 0 comes first */
  gboolean ask_same;           /* a match is asked about, never merged in silence */
  const GaSort *sorts;         /* ends with a NULL name; the first is the usual one */
  guint since;

  /* Rules that need code. All may be NULL; they run on the writer thread, and those that only look
   * at the record run in forms and imports too. They refuse with %GA_MODEL_ERROR. */

  /* Is the record right as a whole? (field of the complaint in @field) */
  gboolean (*check) (const GaRecord *record, const char **field, GError **error);
  /* Fills in what follows from other records; @before is NULL for a new one. */
  gboolean (*prepare) (GaRecord *record, const GaRecord *before, GaWork *work, GError **error);
  /* May it stand beside the others? Looks only; the server asks again, as others may have come
   * first. What takes no more than it took before may always stand. */
  GaRule judge;
  /* Are its parts there, which are written after it or were before it became this? Looks only. The
   * server asks it of changes at once, and of a new record, which comes before its parts, by the
   * end of its push. */
  GaRule whole;
  /* Is all done that comes before it? Looks only. The server asks it of changes alone: of what is
   * new it would be told where its author could not know, of others' work. */
  GaRule complete;
  /* May it be deleted? Asked of what somebody deletes, not of what goes along, nor on the server:
   * @record is there, @before NULL. */
  GaRule let_go;
  /* What else follows, in the same transaction. */
  gboolean (*follow) (const GaRecord *record, const GaRecord *before, GaWork *work, GError **error);
  /* Two records turn out to be one: takes over what @goes says and may not be lost; gaps are filled
   * by the caller. Refuses where both cannot be true. Without it, two records that become one
   * because their ids follow from a third are left to the user. */
  gboolean (*join) (GaRecord *stays, const GaRecord *goes, GError **error);
} GaEntity;

const GaField *ga_entity_get_field (const GaEntity *entity, const char *name);
int ga_entity_field_index (const GaEntity *entity, const char *name);
const GaField *ga_entity_match_heading (const GaEntity *entity, const char *heading);
const GaSort *ga_entity_get_sort (const GaEntity *entity, const char *name);
const char *ga_entity_get_label (const GaEntity *entity);
const char *ga_entity_get_plural (const GaEntity *entity);
gboolean ga_entity_is_personal (const GaEntity *entity);
gboolean ga_entity_is_private (const GaEntity *entity);

const char *ga_field_get_label (const GaField *field);
const GaChoice *ga_field_get_choice (const GaField *field, const char *code);
const GaChoice *ga_field_match_choice (const GaField *field, const char *text);
gboolean ga_field_is_number (const GaField *field);
/* Whether the record is nothing without what the reference leads to. */
gboolean ga_field_needs_target (const GaField *field);

G_END_DECLS
