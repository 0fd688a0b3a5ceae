"""No zone is proposed: one that nobody looks at is the wrong one, and correcting it later would move the sessions."""

from django.db import migrations, models

import conference.languages.time_zones


class Migration(migrations.Migration):
    dependencies = [("conference", "0030_former_short_names")]

    operations = [
        migrations.AlterField(
            model_name="conference",
            name="time_zone",
            field=models.CharField(
                help_text="That of the venue, such as Africa/Nairobi. All times of sessions are written by its clock.",
                max_length=60,
                validators=[conference.languages.time_zones.validate_zone],
                verbose_name="time zone",
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=~models.Q(time_zone=""),
                name="conference_has_a_time_zone",
                violation_error_message="Name the time zone of the conference.",
            ),
        ),
    ]
