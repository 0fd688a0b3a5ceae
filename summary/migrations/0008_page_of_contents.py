from django.db import migrations, models

CHOICES = [("never", "never"), ("long", "where there are more than 12 headings"), ("always", "always")]
HELP = "In the documents that are issued; the web page always has one."


class Migration(migrations.Migration):
    """A Summary that exists keeps its documents as they are, so that a corrigendum to one still corrects words alone."""

    dependencies = [
        ("summary", "0007_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="summary",
            name="contents",
            field=models.CharField(
                choices=CHOICES,
                db_default="never",
                default="never",
                help_text=HELP,
                max_length=20,
                verbose_name="page of contents",
            ),
        ),
        migrations.AlterField(
            model_name="summary",
            name="contents",
            field=models.CharField(
                choices=CHOICES,
                db_default="long",
                default="long",
                help_text=HELP,
                max_length=20,
                verbose_name="page of contents",
            ),
        ),
        migrations.AddConstraint(
            model_name="summary",
            constraint=models.CheckConstraint(
                condition=models.Q(("contents__in", ["never", "long", "always"])), name="summary_contents_is_known"
            ),
        ),
    ]
